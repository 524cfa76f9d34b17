import { randomUUID } from 'node:crypto';
import { getUserInfo, login } from '@mojian/contracts/routes/auth.routes';
import {
  createPostcard,
  deletePostcard,
  getResult,
  getTaskStatus,
  listPostcards,
  type TaskState,
} from '@mojian/contracts/routes/postcard.routes';
import { getQuota } from '@mojian/contracts/routes/quota.routes';
import { revokeShare, sharePostcard } from '@mojian/contracts/routes/share.routes';
import { type Client, createClient } from '@mojian/sdk/create-client';
import { followTask } from '@mojian/sdk/follow-task';

const routes = {
  getUserInfo,
  createPostcard,
  deletePostcard,
  getQuota,
  getResult,
  getTaskStatus,
  listPostcards,
  revokeShare,
  sharePostcard,
};

/** A logged-in user of the API. */
export interface Person {
  readonly id: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly api: Client<typeof routes>;
  /** Waits until the task has ended, and returns its last state. */
  readonly awaitTask: (taskId: string) => Promise<TaskState>;
}

/** Logs in somebody who was never here before, unless by a code of the development login that was used before. */
export async function newPerson(baseUrl: string, code = `test_${randomUUID()}`): Promise<Person> {
  const { token, refreshToken, userInfo } = await createClient({ login }, { baseUrl }).login({
    body: { code, userInfo: { nickName: '阿禾', avatarUrl: '' } },
  });
  const settings = { baseUrl, token: () => token };
  return {
    id: userInfo.id,
    token,
    refreshToken,
    api: createClient(routes, settings),
    awaitTask: async (taskId) => {
      let last: TaskState | undefined;
      for await (const state of followTask(taskId, settings, AbortSignal.timeout(90_000))) last = state;
      if (!last) throw new Error(`nothing is known of task ${taskId}`);
      return last;
    },
  };
}

/** A small brief with ink, place and weather. */
export const brief = (words = '今天西湖下了一整天的雨，想起去年和你一起躲雨的那个亭子。') => ({
  user_input: words,
  sender_name: '阿禾',
  recipient_name: '小满',
  drawing_data: {
    trajectory: Array.from({ length: 60 }, (_, i) => ({
      x: 20 + i * 4,
      y: 120 - Math.abs(Math.sin(i / 7)) * 70,
      time: i * 16,
    })),
  },
  context: { latitude: 30.2429, longitude: 120.1503, coord_type: 'wgs84' as const, weather: '小雨' },
});
