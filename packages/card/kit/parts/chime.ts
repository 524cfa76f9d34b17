import { all, count } from './page.js';

/** Partials of a small bell: how many times the note, and how loud. */
const PARTIALS = [
  [1, 0.2],
  [2.76, 0.06],
  [5.4, 0.02],
] as const;

/** Seconds from one note to the next, and for which the lowest partial rings. */
const BEAT = 0.24;
const RINGING = 2.6;

let air: AudioContext | undefined;

/** Every `[data-chime]` plays its notes (MIDI numbers) on a small bell when it is tapped; before that there is no sound at all. */
export function startChime(): void {
  for (const bell of all('[data-chime]')) {
    bell.addEventListener('click', () => {
      count(bell, 'chimes');
      air ??= new AudioContext();
      void air.resume();
      for (const [index, note] of (bell.dataset.chime ?? '').split(' ').entries()) {
        strike(air, 440 * 2 ** ((Number(note) - 69) / 12), air.currentTime + index * BEAT);
      }
    });
  }
}

function strike(audio: AudioContext, hertz: number, at: number): void {
  for (const [times, loud] of PARTIALS) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz * times;
    volume.gain.setValueAtTime(loud, at);
    volume.gain.exponentialRampToValueAtTime(1e-4, at + RINGING / times);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + RINGING);
  }
}
