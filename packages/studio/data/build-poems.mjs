/**
 * Rebuilds poems.json from the built package: each verse of a card with the poem that it stands in. Fails when a verse
 * does not stand word for word in a poem of its author under its title. README.md tells the sources and the rules.
 * Usage: node build-poems.mjs <folder of chinese-poetry, with opencc-js installed> <folder of the sonnets>
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { verses } from '../dist/copy/lines/verses/list.js';

const [corpus, sonnets] = process.argv.slice(2).map((folder) => resolve(folder));
const { Converter } = createRequire(join(corpus, 'package.json'))('opencc-js');
const simplify = Converter({ from: 't', to: 'cn' });
const commitOf = (folder) => execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();

/** Folder, its files, and what they leave out or call otherwise. */
const shelves = [
  { folder: '全唐诗', files: /^poet\.(?:tang|song)\.\d+\.json$/, traditional: true },
  { folder: '宋词', files: /^ci\.song\.\d+\.json$/ },
  { folder: '五代诗词/nantang', files: /^poetrys\.json$/ },
  { folder: '五代诗词/huajianji', files: /-juan\.json$/ },
  { folder: '曹操诗集', files: /\.json$/, author: '曹操' },
  { folder: '纳兰性德', files: /\.json$/ },
  { folder: '楚辞', files: /\.json$/ },
  { folder: '诗经', files: /\.json$/, author: '诗经' },
  { folder: '元曲', files: /\.json$/ },
];

/** Other forms of the same character that OpenCC leaves as they are. */
const variants = new Map(
  Object.entries({
    荅: '答',
    鴈: '雁',
    疎: '疏',
    隣: '邻',
    粧: '妆',
    浄: '净',
    馀: '余',
    壻: '婿',
    眀: '明',
    徧: '遍',
    曽: '曾',
  }),
);
const standard = (text) => [...text].map((character) => variants.get(character) ?? character).join('');
/** What is compared: the characters, without marks. */
const bare = (text) => standard(text).replace(/[^\p{L}]/gu, '');

function* readPoems() {
  for (const { folder, files, traditional, author } of shelves) {
    for (const file of readdirSync(join(corpus, folder)).filter((name) => files.test(name))) {
      for (const poem of JSON.parse(readFileSync(join(corpus, folder, file), 'utf8'))) {
        const words = [
          poem.author ?? author,
          poem.rhythmic ?? poem.title ?? '',
          (poem.paragraphs ?? poem.para ?? poem.content).join(''),
        ];
        const [poet, title, text] = traditional ? words.map(simplify) : words;
        yield { author: poet, title: title.replaceAll(/\s+/g, ' ').trim(), text };
      }
    }
  }
}

/** The sonnets of a plain text: a heading `SONNET XVIII`, then lines, some with their number at the end. */
function* readSonnets() {
  const sheets = readFileSync(join(sonnets, 'sonnets.txt'), 'utf8').split(/^\s*SONNET [IVXLC]+\s*$/m);
  for (const [index, sheet] of sheets
    .map((text) => text.trim())
    .filter(Boolean)
    .entries()) {
    const text = sheet
      .split('\n')
      .map((row) => row.replace(/\s+\d+\s*$/, '').trim())
      .filter(Boolean)
      .join(' / ');
    yield { author: 'William Shakespeare', title: `Sonnet ${index + 1}`, text };
  }
}

const wanted = new Set(verses.zh.map(({ author }) => author));
const byAuthor = Map.groupBy(
  [...readPoems().filter(({ author }) => wanted.has(author)), ...readSonnets()],
  ({ author }) => author,
);

const isTitle = (title, work) => (work.startsWith('Sonnet') ? title === work : bare(title).includes(bare(work)));
const poems = new Map();
const missing = [];
for (const { text, author, work } of [...verses.zh, ...verses.en]) {
  const found = (byAuthor.get(author) ?? []).find(
    (poem) => isTitle(poem.title, work) && bare(poem.text).includes(bare(text)),
  );
  if (found)
    poems.set(`${author} ${work} ${found.text}`, {
      author,
      work,
      title: standard(found.title),
      text: standard(found.text),
    });
  else missing.push(`${text} ${author}, ${work}`);
}
if (missing.length > 0) throw new Error(`Not in the corpus under this author and title:\n${missing.join('\n')}`);

const rows = [...poems.values()].map((poem) => `    ${JSON.stringify(poem)}`);
const sources = [
  { name: 'chinese-poetry', url: 'https://github.com/chinese-poetry/chinese-poetry', commit: commitOf(corpus) },
  { name: 'Shakespeare-Sonnets', url: 'https://github.com/AlexJuan23/Shakespeare-Sonnets', commit: commitOf(sonnets) },
];
writeFileSync(
  new URL('poems.json', import.meta.url),
  `{\n  "sources": ${JSON.stringify(sources)},\n  "poems": [\n${rows.join(',\n')}\n  ]\n}\n`,
);
