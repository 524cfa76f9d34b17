import { AppError } from '@mojian/contracts/app-error';
import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { listSecurityEvents, type resolveSecurityEvent } from '@mojian/contracts/routes/audit.routes';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { countLimit, type Filter, whereOf } from './audit-filter.js';
import { recordIn } from './record-in.js';

export type SecurityEventQuery = RouteInput<typeof listSecurityEvents>['query'];
type SecurityEventPage = RouteReply<typeof listSecurityEvents>;
type SecurityEvent = RouteReply<typeof resolveSecurityEvent>;

export interface Resolution {
  readonly eventId: string;
  readonly adminId: string;
  readonly reason: string | null;
  readonly now: Date;
}

const moment = z.date().transform((date) => date.toISOString());
const Rows = z.array(
  listSecurityEvents.success.body.shape.items.element.extend({ created_at: moment, resolved_at: moment.nullable() }),
);
const Counted = z.tuple([z.object({ total: z.coerce.number() })]);

const columns = 'id, type, severity, rule, user_id, address, details, created_at, resolved_at, resolved_by';

@Injectable()
export class SecurityEventRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async list(query: SecurityEventQuery): Promise<SecurityEventPage> {
    const { page, page_size } = query;
    const { where, values } = whereOf(filtersOf(query));
    const rows: unknown = await this.dataSource.query(
      `SELECT ${columns} FROM security_event ${where}
        ORDER BY created_at DESC, id LIMIT ${page_size} OFFSET ${(page - 1) * page_size}`,
      values,
    );
    const counted: unknown = await this.dataSource.query(
      `SELECT count(*) AS total FROM (SELECT FROM security_event ${where} LIMIT ${countLimit(query)}) AS found`,
      values,
    );
    const [{ total }] = Counted.parse(counted);
    return { items: Rows.parse(rows), total, page, page_size, total_pages: Math.ceil(total / page_size) };
  }

  /** The first to resolve it counts: whoever comes later gets what is known, and nothing changes. */
  resolve({ eventId, adminId, reason, now }: Resolution): Promise<SecurityEvent> {
    return inTransaction(this.dataSource, async (manager) => {
      const locked: unknown = await manager.query(`SELECT ${columns} FROM security_event WHERE id = $1 FOR UPDATE`, [
        eventId,
      ]);
      const [event] = Rows.parse(locked);
      if (!event) throw new AppError('SECURITY_EVENT_NOT_FOUND', 'there is no such security event');
      if (event.resolved_at !== null) return event;
      const resolved = { resolved_at: now.toISOString(), resolved_by: adminId };
      await manager.query('UPDATE security_event SET resolved_at = $2, resolved_by = $3 WHERE id = $1', [
        eventId,
        now,
        adminId,
      ]);
      await recordIn(manager, {
        resource: { type: 'security_event', id: eventId },
        before: { resolved_at: null, resolved_by: null },
        after: resolved,
        details: { reason, type: event.type, severity: event.severity },
      });
      return { ...event, ...resolved };
    });
  }
}

const filtersOf = (query: SecurityEventQuery): Filter[] => [
  ['type = ?', query.type],
  ['severity = ?', query.severity],
  ['user_id = ?', query.user_id],
  ['address = ?', query.address],
  ['(resolved_at IS NOT NULL) = ?::boolean', query.resolved],
  ['created_at >= ?::timestamptz', query.from],
  ['created_at < ?::timestamptz', query.to],
];
