// The HTTP edge of jobs. Somebody else's job is not there, unless one looks after the system.
import type { Ctx } from '../ctx.ts'
import type { PlatformDeps } from '../deps.ts'
import { ChartroomError } from '../errors.ts'
import type { HttpApp } from '../http/app.ts'
import { handle } from '../http/route.ts'
import type { JobProgress } from './jobs.ts'
import { cancelJob, readJob } from './schemas.ts'

export function registerJobRoutes(app: HttpApp, deps: Pick<PlatformDeps, 'jobs'>): void {
  handle(app, readJob, ({ ctx, params }) => findVisible(deps, ctx, params.jobId))
  handle(app, cancelJob, async ({ ctx, params }) => {
    await findVisible(deps, ctx, params.jobId)
    await deps.jobs.cancel(params.jobId)
    return findVisible(deps, ctx, params.jobId)
  })
}

async function findVisible(deps: Pick<PlatformDeps, 'jobs'>, ctx: Ctx, jobId: string): Promise<JobProgress> {
  const job = await deps.jobs.find(jobId)
  const visible = job?.startedBy === ctx.actor.id || ctx.actor.permissions.has('system.read')
  if (job && visible) return job
  throw new ChartroomError('not_found', 'platform.no_such_job', 'There is no such job.')
}
