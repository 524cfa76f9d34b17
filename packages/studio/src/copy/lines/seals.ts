import type { Mood } from '@mojian/contracts/mood';

/** Two or four characters of the red seal; an English card bears the same seal. */
export const seals: Readonly<Record<Mood, readonly string[]>> = {
  calm: ['清欢', '心安', '静好'],
  joy: ['喜乐', '欢喜', '乐在其中'],
  hope: ['向晴', '有光', '来日方长'],
  longing: ['见字如面', '相思', '相忆'],
  sad: ['且慢', '珍重', '慢慢来吧'],
  anxious: ['安心', '从容', '不慌不忙'],
  angry: ['消气', '平心', '心平气和'],
  grateful: ['感念', '谢意', '铭记于心'],
  love: ['心悦', '喜欢', '心上之人'],
  lonely: ['相伴', '有你', '与君同坐'],
};
