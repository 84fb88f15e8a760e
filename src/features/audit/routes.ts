// The trail's HTTP edge: parse, call, present. The contract's access is checked before these run.
import type { HttpApp } from '../../platform/http/app.ts'
import { handle } from '../../platform/http/route.ts'
import { namedActions } from './actions.ts'
import { exportTrailCsv } from './export-trail.ts'
import { readChartAccess, readTrail, readUserActivity } from './read-trail.ts'
import { openVerifications, type VerificationDeps } from './run-verification.ts'
import {
  chartAccess,
  exportTrail,
  listActions,
  readVerification,
  searchTrail,
  startVerification,
  userActivity,
} from './schemas.ts'

/** Also needs the keys and the checkpoint folders, to verify. */
export function registerAuditRoutes(app: HttpApp, deps: VerificationDeps): void {
  const verifications = openVerifications(deps)
  handle(app, searchTrail, ({ ctx, body: { filter, ...paging } }) => readTrail(deps, ctx, filter, paging))
  handle(app, chartAccess, ({ ctx, body }) => readChartAccess(deps, ctx, body))
  handle(app, userActivity, ({ ctx, body }) => readUserActivity(deps, ctx, body))
  handle(app, listActions, async () => ({ actions: namedActions() }))
  handle(app, readVerification, () => verifications.status())
  handle(app, startVerification, ({ ctx }) => verifications.start(ctx))
  handle(app, exportTrail, async ({ ctx, body, reply }) => {
    const csv = await exportTrailCsv(deps, ctx, body.filter)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="trail.csv"')
      .send(csv)
  })
}
