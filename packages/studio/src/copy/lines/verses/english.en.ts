import { verse } from '../../verse.js';

/** English verses: of Shakespeare's sonnets. */
export const english = [
  verse(
    "Shall I compare thee to a summer's day?",
    'William Shakespeare, Sonnet 18',
    'love joy',
    'season:summer relation:lover?',
  ),
  verse(
    'Rough winds do shake the darling buds of May',
    'William Shakespeare, Sonnet 18',
    'anxious sad calm',
    'season:spring sky:wind',
  ),
  verse(
    'Weary with toil, I haste me to my bed, / The dear repose for limbs with travel tired',
    'William Shakespeare, Sonnet 27',
    'calm anxious sad',
    'part:night',
  ),
  verse("For thy sweet love remember'd such wealth brings", 'William Shakespeare, Sonnet 29', 'love grateful longing'),
  verse(
    'Haply I think on thee, and then my state, / Like to the lark at break of day arising',
    'William Shakespeare, Sonnet 29',
    'hope joy love',
    'part:dawn',
  ),
  verse(
    "When, in disgrace with fortune and men's eyes, / I all alone beweep my outcast state",
    'William Shakespeare, Sonnet 29',
    'lonely sad angry',
  ),
  verse(
    'When to the sessions of sweet silent thought / I summon up remembrance of things past',
    'William Shakespeare, Sonnet 30',
    'calm longing sad lonely',
  ),
  verse(
    'But if the while I think on thee, dear friend, / All losses are restored and sorrows end.',
    'William Shakespeare, Sonnet 30',
    'grateful hope anxious',
    'relation:friend?',
  ),
  verse('Full many a glorious morning have I seen', 'William Shakespeare, Sonnet 33', 'joy hope calm', 'part:dawn'),
  verse(
    'Why didst thou promise such a beauteous day, / And make me travel forth without my cloak',
    'William Shakespeare, Sonnet 34',
    'angry',
    'sky:rain',
  ),
  verse(
    'No more be grieved at that which thou hast done: / Roses have thorns, and silver fountains mud',
    'William Shakespeare, Sonnet 35',
    'sad anxious',
  ),
  verse(
    'All days are nights to see till I see thee, / And nights bright days when dreams do show thee me.',
    'William Shakespeare, Sonnet 43',
    'longing love',
    'relation:lover?',
  ),
  verse(
    'For nimble thought can jump both sea and land / As soon as think the place where he would be.',
    'William Shakespeare, Sonnet 44',
    'longing hope lonely joy',
  ),
  verse('How heavy do I journey on the way', 'William Shakespeare, Sonnet 50', 'sad anxious lonely angry'),
  verse(
    'Like as the waves make towards the pebbled shore, / So do our minutes hasten to their end',
    'William Shakespeare, Sonnet 60',
    'calm sad',
    'kind:sea',
  ),
  verse('So are you to my thoughts as food to life', 'William Shakespeare, Sonnet 75', 'love grateful longing'),
  verse(
    'For as the sun is daily new and old, / So is my love still telling what is told.',
    'William Shakespeare, Sonnet 76',
    'love calm joy',
  ),
  verse('How like a winter hath my absence been', 'William Shakespeare, Sonnet 97', 'longing lonely', 'season:winter'),
  verse('From you have I been absent in the spring', 'William Shakespeare, Sonnet 98', 'longing sad', 'season:spring'),
  verse(
    'To me, fair friend, you never can be old',
    'William Shakespeare, Sonnet 104',
    'joy grateful',
    'relation:friend',
  ),
  verse(
    'Let me not to the marriage of true minds / Admit impediments.',
    'William Shakespeare, Sonnet 116',
    'love',
    'relation:lover?',
  ),
  verse('It is the star to every wandering bark', 'William Shakespeare, Sonnet 116', 'hope love anxious'),
  verse('No, Time, thou shalt not boast that I do change', 'William Shakespeare, Sonnet 123', 'angry hope'),
];
