import type { RouteInput } from '@mojian/contracts/route';
import { uploadEmotionImage } from '@mojian/contracts/routes/upload.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { fileName } from '../domain/card-view.js';
import { Sites } from '../domain/site.js';
import { UploadEmotionImageService } from './upload-emotion-image.service.js';

@Controller()
export class UploadEmotionImageController {
  constructor(
    private readonly service: UploadEmotionImageService,
    private readonly sites: Sites,
  ) {}

  /** What the client says of the format is not believed: the bytes tell it. */
  @Handle(uploadEmotionImage)
  async upload(
    @Input() { body }: RouteInput<typeof uploadEmotionImage>,
    @Caller() { userId }: CallerIdentity,
    @Req() request: Request,
  ) {
    const { file, width, height } = await this.service.keep(userId, body.image_base64);
    return { image_url: this.sites.of(request.headers).mediaUrl(fileName(file)), width, height };
  }
}
