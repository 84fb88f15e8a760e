// What other features and programs may use of identity.

// For its effect: the trail shows this feature's actions in words.
import './events.ts'

/** Who asks over HTTP; `registerIdentityRoutes` registers one already. */
export { createAuthenticator } from './authenticator.ts'
/** `chartroom user …`. */
export { addUserCommands } from './cli.ts'
/** Command-line actors: a token, or the operating-system account. */
export { type CommandLineOptions, commandLineCtx } from './command-line-ctx.ts'
/** Accounts without an administrator at hand: the first start and the synthetic department. */
export { createFirstAdministrator, createUserForDemo, type DemoUser } from './create-user.ts'
/** Step-up: the password once more, before something grave. */
export { requireRecentPassword } from './password-acts.ts'
/** Which role may do what; pure, and the same on the screen. */
export { PERMISSIONS, type Permission, permissionsOf } from './permissions.ts'
/** The first paragraph of every use case. */
export { type About, may, requirePermission } from './require-permission.ts'
export { isRole, ROLE_NAMES, ROLES, type Role } from './roles.ts'
/** The sign-in, the own account, the users; also registers who asks on every other route. */
export { registerIdentityRoutes } from './routes.ts'
/** Jobs and feeds act under names of their own. */
export { systemCtx } from './system-ctx.ts'
/** A user by id, and all of them, for features that name people. */
export { findUser, selectUsers } from './user-store.ts'
