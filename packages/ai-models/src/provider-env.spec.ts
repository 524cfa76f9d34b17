import { describe, expect, it } from '@jest/globals';
import { apiKeys, baseUrl, pictureEnv } from './provider-env.js';

const keys = apiKeys('Acme');

describe('apiKeys', () => {
  it('reads keys with their weights', () => {
    expect(keys.parse(' sk-a*3, sk-b ,,sk-c*120 ')).toEqual([
      { key: 'sk-a', weight: 3 },
      { key: 'sk-b', weight: 1 },
      { key: 'sk-c', weight: 120 },
    ]);
    expect(keys.parse(undefined)).toBeUndefined();
  });

  it.each(['sk-secret*0', 'sk-secret*-1', 'sk-secret*1000', 'sk-secret*x', '*3', 'sk secret', ',', ''])(
    'refuses %p without repeating it',
    (text) => {
      const { error } = keys.safeParse(text);
      expect(error?.issues[0]?.message).toMatch(/separated by commas/);
      expect(JSON.stringify(error)).not.toContain('secret');
    },
  );
});

describe('addresses', () => {
  it('have no slash at their end, and a default', () => {
    const url = baseUrl('Acme', 'https://api.acme.example/v1');
    expect([url.parse('http://127.0.0.1:1/v1//'), url.parse(undefined)]).toEqual([
      'http://127.0.0.1:1/v1',
      'https://api.acme.example/v1',
    ]);
    expect(url.safeParse('ftp://acme.example').success).toBe(false);
    expect(pictureEnv.MODEL_PICTURE_HOSTS.parse('a.example, 10.0.0.1')).toEqual(['a.example', '10.0.0.1']);
  });
});
