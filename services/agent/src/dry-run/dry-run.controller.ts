import type { IncomingHttpHeaders } from 'node:http';
import { cardHeaders } from '@mojian/card/gate/card-policy';
import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput } from '@mojian/contracts/route';
import { getDryRun, getDryRunDocument, showDryRun, startDryRun } from '@mojian/contracts/routes/dry-run.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Headers, Res } from '@nestjs/common';
import { DryRunSite } from './dry-run-site.js';
import { DryRunsService } from './dry-runs.service.js';

/** What is asked of the framework's response. */
interface Reply {
  readonly set: (headers: Readonly<Record<string, string>>) => unknown;
}

@Controller()
export class DryRunController {
  constructor(
    private readonly service: DryRunsService,
    private readonly site: DryRunSite,
  ) {}

  @Handle(startDryRun)
  async start(@Input() { params, body }: RouteInput<typeof startDryRun>, @Caller() { userId }: CallerIdentity) {
    return this.service.start({ ...params, ...body }, userId);
  }

  @Handle(getDryRun)
  async get(
    @Input() { params: { run_id: id } }: RouteInput<typeof getDryRun>,
    @Headers() headers: IncomingHttpHeaders,
  ) {
    const run = await this.service.find(id);
    return { ...run, page_url: run.state === 'done' ? this.site.pageUrl(id, headers) : null };
  }

  @Handle(showDryRun)
  async show(
    @Input() { params: { run_id: id }, query }: RouteInput<typeof showDryRun>,
    @Headers() headers: IncomingHttpHeaders,
    @Res({ passthrough: true }) response: Reply,
  ) {
    this.site.checkPage(id, query);
    const { poster } = await this.service.findCard(id);
    const page = this.site.page(id, poster, headers);
    response.set(page.headers);
    return page.html;
  }

  @Handle(getDryRunDocument)
  async document(
    @Input() { params: { run_id: id }, query }: RouteInput<typeof getDryRunDocument>,
    @Headers() headers: IncomingHttpHeaders,
    @Res({ passthrough: true }) response: Reply,
  ) {
    assertFramed(headers['sec-fetch-dest']);
    const hostOrigin = new URL(query.h).origin;
    this.site.checkCard(id, hostOrigin, query);
    const { document } = await this.service.findCard(id);
    response.set({ ...cardHeaders(hostOrigin), 'cache-control': 'no-store' });
    return document;
  }
}

/** A browser says what it will do with the answer, and no page can make it lie; an old one says nothing. */
function assertFramed(destination: IncomingHttpHeaders[string]): void {
  if (destination === undefined || destination === 'iframe') return;
  throw new AppError('TOP_LEVEL_REFUSED', `the destination is ${String(destination)}`);
}
