import { displayOf } from '@mojian/studio/pages/design-template';

const written =
  /<template id=["']cover["']>([\s\S]*?)<\/template>[\s\S]*?<template id=["']front["']>([\s\S]*?)<\/template>/;

/** What a design that is still being written says on its opening: nothing until cover and front stand there whole. */
export function readEarlyDisplay(soFar: string): string {
  const [, cover = '', front = ''] = written.exec(soFar) ?? [];
  return displayOf({ cover, front });
}
