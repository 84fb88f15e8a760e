import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS, type Permission, permissionsOf } from './permissions.ts'
import { ROLES } from './roles.ts'

const someRoles = fc.subarray([...ROLES])

describe('permissions', () => {
  it('more roles never take a permission away', () => {
    fc.assert(
      fc.property(someRoles, someRoles, (some, more) => {
        const before = permissionsOf(some)
        const after = permissionsOf([...some, ...more])
        for (const permission of before) expect(after.has(permission)).toBe(true)
      }),
    )
  })

  it('the permissions of several roles are exactly those of each', () => {
    fc.assert(
      fc.property(someRoles, (roles) => {
        const each = new Set(roles.flatMap((role) => [...permissionsOf([role])]))
        expect(permissionsOf(roles)).toEqual(each)
      }),
    )
  })

  it('an unknown role adds nothing, whatever it is called', () => {
    expect(permissionsOf(['root', '__proto__', 'constructor', ''])).toEqual(new Set())
  })

  it('every permission is held by some role', () => {
    const held = permissionsOf(ROLES)
    expect(Object.keys(PERMISSIONS).filter((name) => !held.has(name as Permission))).toEqual([])
  })

  const mayNot: [string, Permission[]][] = [
    ['administrator', ['patient.search', 'patient.read', 'chart.read', 'sensitive.read', 'export.chart']],
    ['auditor', ['chart.read', 'patient.search', 'user.manage']],
    ['trainee', Object.keys(PERMISSIONS) as Permission[]],
    ['records_technician', ['user.manage', 'audit.read', 'sensitive.read', 'access.manage']],
    ['biller', ['chart.write', 'sensitive.read', 'export.chart']],
    ['supervisor', ['user.manage', 'access.manage']],
    ['privacy_officer', ['user.manage', 'chart.write']],
  ]
  it.each(mayNot)('a %s may not %j', (role, forbidden) => {
    const held = permissionsOf([role])
    expect(forbidden.filter((permission) => held.has(permission))).toEqual([])
  })
})
