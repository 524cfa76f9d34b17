import { line } from '../line.js';

/** The card's name, at most 24 characters, shown while people wait. */
export const titlesEn = [
  line('A quiet page for you', 'calm'),
  line('Half of my good mood', 'joy'),
  line('A lamp for tomorrow', 'hope'),
  line('Faster than the post', 'longing'),
  line('What I could not say', 'sad'),
  line('A page to breathe on', 'anxious'),
  line('Letting it cool', 'angry'),
  line('Thank you, at length', 'grateful'),
  line('A little nearer', 'love'),
  line('A seat kept for you', 'lonely longing'),
  line('The rain wrote to you', 'longing sad lonely calm love', 'sky:rain'),
  line('A light in the snow', 'hope calm grateful lonely love', 'sky:snow'),
  line('The moon got there first', 'longing love lonely', 'moon'),
  line('A page of clear sky', 'joy grateful calm hope', 'sky:clear part:day'),
  line('Written at night', 'sad lonely anxious angry', 'part:night'),
];
