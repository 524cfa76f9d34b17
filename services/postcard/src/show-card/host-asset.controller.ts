import { readFile } from 'node:fs/promises';
import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import { getHostAsset } from '@mojian/contracts/routes/public-page.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { HostAssets } from './host-assets.js';

@Controller()
export class HostAssetController {
  constructor(private readonly assets: HostAssets) {}

  @Handle(getHostAsset)
  async get(@Input() { params }: RouteInput<typeof getHostAsset>, @Res() response: Response): Promise<undefined> {
    const found = this.assets.find(params.asset);
    if (!found) throw new AppError('ROUTE_NOT_FOUND', 'no such asset');
    response.set({
      'content-type': found.file.type,
      'cache-control': found.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
      etag: `"${found.file.hash}"`,
    });
    response.send(await readFile(found.file.path));
  }
}
