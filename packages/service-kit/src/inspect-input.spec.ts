import { describe, expect, it } from '@jest/globals';
import { inspectInput } from './inspect-input.js';

describe('inspectInput', () => {
  it.each([
    ['script', '<script>alert(1)</script>'],
    ['script', '< ScRiPt src=//x>'],
    ['script', '<img src=x onerror=alert(1)>'],
    ['script', '<svg/onload=alert(1)>'],
    ['script', '" autofocus onfocus=alert(1) x="'],
    ['script', 'JavaScript:alert(1)'],
    ['script', 'data:text/html,<b>'],
    ['sql', "' OR '1'='1"],
    ['sql', "x'); DROP TABLE users; --"],
    ['sql', '1 UNION ALL SELECT password FROM users'],
    ['sql', "admin'--"],
    ['sql', '1 AND pg_sleep(5)'],
    ['path_traversal', '../../etc/passwd'],
    ['path_traversal', '..\\windows'],
    ['path_traversal', '%2e%2e%2fetc'],
    ['template', '{{7*7}}'],
    ['template', '<%= 7*7 %>'],
  ])('tells %s by %s', (kind, text) => {
    expect(inspectInput({ id: '1' }, {}, { deep: [{ text }] })).toEqual([kind]);
  });

  it('tells all kinds of one text, and operators of databases by their names', () => {
    expect(inspectInput({ a: `$${'{jndi:ldap://x/a}'}`, b: '../x<script>' })).toEqual([
      'script',
      'path_traversal',
      'template',
      'jndi',
    ]);
    expect(inspectInput({}, { 'id[$ne]': '1' })).toEqual(['sql']);
    expect(inspectInput({ where: { $gt: '' } })).toEqual(['sql']);
  });

  it.each([
    '今天西湖下雨，想起你。……',
    'Wait... and select a union of friends; drop me a line -- or two!',
    "It's 5 > 3, don't or do = {maybe} (#1) 'and so on'",
    '小雨 <3 onward = 前进；价格 $5 & #墨笺',
    'I love you; update me soon, and delete from memory nothing',
  ])('leaves people alone: %s', (text) => {
    expect(inspectInput({ text })).toEqual([]);
  });

  it('C9: looks at a bounded part of what is sent', () => {
    const bodies = ['<', '<a ', "' ", '${', '{{', '..', '; ', "'or ", ' on', '\u3000'].map((piece) =>
      piece.repeat(50_000),
    );
    const before = process.threadCpuUsage();
    inspectInput(
      bodies,
      Array.from({ length: 200_000 }, () => ({ x: 1, text: "' or" })),
    );
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
