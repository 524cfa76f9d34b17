import type { ServerResponse } from 'node:http';
import { exportMe } from '@mojian/contracts/routes/user.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle } from '@mojian/service-kit/handle';
import { Controller, Inject, Res } from '@nestjs/common';
import { ExportAccountService } from './export-account.service.js';
import { writeArchive } from './write-archive.js';

@Controller()
export class ExportAccountController {
  constructor(@Inject(ExportAccountService) private readonly service: ExportAccountService) {}

  /** What fails before the first byte is an error as usual; what fails later breaks the archive off. */
  @Handle(exportMe)
  async export(@Caller() { userId }: CallerIdentity, @Res() response: ServerResponse): Promise<void> {
    const { name, files } = await this.service.open(userId);
    response.setHeader('content-type', 'application/zip');
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('cache-control', 'no-store');
    await writeArchive(files, response);
  }
}
