import { AppError } from '@mojian/contracts/app-error';
import { StoredFile } from '@mojian/contracts/card/picture';
import type { RouteInput } from '@mojian/contracts/route';
import { getMedia } from '@mojian/contracts/routes/public-page.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CardFiles } from '../data/card-files.js';
import { Sites } from '../domain/site.js';
import { LivingFiles } from './living-files.js';

const TYPES = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', html: 'text/html; charset=utf-8' } as const;

@Controller()
export class ServeMediaController {
  constructor(
    private readonly files: CardFiles,
    private readonly living: LivingFiles,
    private readonly sites: Sites,
  ) {}

  /** A file of this name never changes, so whoever saw it may keep it; nobody in between, for its card may be deleted. */
  @Handle(getMedia)
  async get(
    @Input() { params, query }: RouteInput<typeof getMedia>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<undefined> {
    this.sites.of(request.headers).checkMedia(params.file, query);
    const [hash = '', extension] = params.file.split('.');
    const ext = StoredFile.shape.ext.parse(extension);
    const bytes = (await this.living.mayShow(hash)) ? await this.files.find(hash, ext) : null;
    if (!bytes) throw new AppError('MEDIA_NOT_FOUND', 'no such file');
    response.set({
      'content-type': TYPES[ext],
      'cache-control': 'private, max-age=604800, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${hash}"`,
    });
    response.send(bytes);
  }
}
