// Going from page to page. Pages use these instead of the router, so that an address is built in one place.
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './navigate.module.css'

export type GoTo = (path: string, options?: { replace?: boolean }) => void

/** Goes to a path such as `/charts/0197…`. */
export function useGoTo(): GoTo {
  const navigate = useNavigate()
  return (path, options) => void navigate({ to: path, replace: options?.replace ?? false })
}

/** The value of `$name` in the page's path; throws when the page has no such parameter. */
export function usePageParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>
  const value = params[name]
  if (value === undefined) throw new Error(`This page has no parameter ${name}.`)
  return value
}

export type PageLinkProps = {
  readonly to: string
  readonly children: ReactNode
  readonly title?: string
  /** Looks like the text around it until it is pointed at. */
  readonly quiet?: boolean
}

/** A link to another page of the desk. */
export function PageLink({ to, children, title, quiet = false }: PageLinkProps) {
  return (
    <Link to={to} title={title} className={quiet ? `${classes.link} ${classes.quiet}` : classes.link}>
      {children}
    </Link>
  )
}
