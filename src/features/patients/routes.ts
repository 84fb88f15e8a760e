import type { HttpApp } from '../../platform/http/app.ts'
import { handle } from '../../platform/http/route.ts'
import type { LookupDeps } from './lookup-deps.ts'
import { openPersonBanner } from './open-person-banner.ts'
import { openPersonBannerContract, searchPatientsContract } from './schemas.ts'
import { searchPatients } from './search-patients.ts'

export function registerPatientRoutes(app: HttpApp, deps: LookupDeps): void {
  handle(app, searchPatientsContract, ({ ctx, body }) => searchPatients(deps, ctx, body))
  handle(app, openPersonBannerContract, ({ ctx, params }) => openPersonBanner(deps, ctx, params.personId))
}
