import { line } from '../line.js';

/** One sentence after the person's own words. It wishes or keeps company; it states nothing that is not known. */
export const closingsEn = [
  line('No need to answer soon; take your time.', 'calm'),
  line('Fold this page, and call it a while we sat together.', 'calm lonely'),
  line('Joy tastes better in halves.', 'joy'),
  line('Please smile once on my account.', 'joy'),
  line('We will take the road one stretch at a time.', 'hope'),
  line('Let the next letter be the one with good news.', 'hope joy'),
  line('The page is short; the rest is for when we meet.', 'longing'),
  line('By the time you read this I have thought of you again.', 'longing love'),
  line('There is no hurry to be fine.', 'sad'),
  line('What is on paper need not be carried all day.', 'sad anxious'),
  line('Enough for today; the rest can wait until tomorrow.', 'anxious'),
  line('One thing, then one thing more.', 'anxious'),
  line('By the time the ink is dry, so is the temper.', 'angry'),
  line('It is said now, and that is enough.', 'angry'),
  line('Thank you; not politely, but truly.', 'grateful'),
  line('May you be treated as well as you treated me.', 'grateful'),
  line('The rest of the page is for the rest of us.', 'love'),
  line('The letter is finished; the heart is not.', 'love longing'),
  line('No answer needed. Knowing that you are there will do.', 'lonely'),
  line('Someone has read this far, so the page is not alone.', 'lonely'),
  line('Let the sound of rain be me, talking.', 'longing calm lonely sad', 'sky:rain'),
  line('May there be a warm lamp where you are.', 'longing lonely grateful love hope', 'sky:snow'),
  line('It is late; sleep well, and we talk in dreams.', 'love longing calm anxious', 'part:night'),
  line('The moon is our postman tonight.', 'longing love lonely', 'moon'),
];
