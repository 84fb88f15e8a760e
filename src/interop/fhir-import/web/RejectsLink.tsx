import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './imports.module.css'
import { type RejectAddress, searchOf } from './use-reject-address.ts'

/** A link into the reject queue, narrowed to an import or a reason. */
export function RejectsLink({ address, children }: { address: RejectAddress; children: ReactNode }) {
  return (
    <Link to="/rejects" search={searchOf(address) as never} className={classes.link}>
      {children}
    </Link>
  )
}
