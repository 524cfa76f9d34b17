import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { listAuditLogs } from '@mojian/contracts/routes/audit.routes';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { countLimit, type Filter, whereOf } from './audit-filter.js';

export type AuditQuery = RouteInput<typeof listAuditLogs>['query'];
type AuditPage = RouteReply<typeof listAuditLogs>;

const moment = z.date().transform((date) => date.toISOString());
const Row = listAuditLogs.success.body.shape.items.element.extend({ at: moment });
const Found = z.object({ rows: z.array(Row) });
const Counted = z.tuple([z.object({ total: z.coerce.number() })]);

const columns = `e.id, e.happened_at AS at, e.service, e.action, e.operation, e.result, e.actor, s.user_id, e.subject,
  e.resource_type, e.resource_id, e.request_id, o.address, o.agent, e.method, e.status, e.error_code, e.before, e.after,
  e.details`;
const source = `audit.entry e
  LEFT JOIN audit.subject s ON s.pseudonym = e.subject
  LEFT JOIN audit.origin o ON o.entry_id = e.id AND o.at = e.at`;

/** Reads the audit: rows of a deleted user are there, but nobody can tell any more whose they are. */
@Injectable()
export class AuditLogRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async list(query: AuditQuery): Promise<AuditPage> {
    const { page, page_size } = query;
    const { where, values } = whereOf(filtersOf(query));
    const rows: unknown = await this.dataSource.query(
      `SELECT ${columns} FROM ${source} ${where}
        ORDER BY e.happened_at DESC, e.id DESC LIMIT ${page_size} OFFSET ${(page - 1) * page_size}`,
      values,
    );
    const counted: unknown = await this.dataSource.query(
      `SELECT count(*) AS total FROM (SELECT FROM ${source} ${where} LIMIT ${countLimit(query)}) AS found`,
      values,
    );
    const [{ total }] = Counted.parse(counted);
    const { rows: items } = Found.parse({ rows });
    return { items, total, page, page_size, total_pages: Math.ceil(total / page_size) };
  }
}

const filtersOf = (query: AuditQuery): Filter[] => [
  ['e.subject = (SELECT pseudonym FROM audit.subject WHERE user_id = ?)', query.user_id],
  ['e.service = ?', query.service],
  ['e.action = ?', query.action],
  ['e.operation = ?', query.operation],
  ['e.result = ?', query.result],
  ['e.actor = ?', query.actor],
  ['e.resource_type = ?', query.resource_type],
  ['e.resource_id = ?', query.resource_id],
  ['e.request_id = ?', query.request_id],
  ['e.error_code = ?', query.error_code],
  ['o.address = ?', query.address],
  ['e.happened_at >= ?::timestamptz', query.from],
  ['e.happened_at < ?::timestamptz', query.to],
];
