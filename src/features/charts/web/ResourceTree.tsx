import { UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import { CodedValue } from '../../../web/ui/CodedValue.tsx'
import type { EntryDetail } from '../schemas.ts'
import { Occurrence } from './Occurrence.tsx'
import classes from './ResourceTree.module.css'
import { resourceTree, type TreeNode, type TreeValue } from './resource-tree.ts'

export type ResourceTreeProps = {
  /** Parsed with its digits. */
  readonly resource: unknown
  readonly references: EntryDetail['references']
  readonly onFollow: (entryId: string) => void
}

type Links = Pick<ResourceTreeProps, 'references' | 'onFollow'>

/** All that a resource says, in words. */
export function ResourceTree({ resource, ...links }: ResourceTreeProps) {
  const nodes = useMemo(() => resourceTree(resource), [resource])
  return <Branch nodes={nodes} links={links} />
}

function Branch({ nodes, links }: { nodes: readonly TreeNode[]; links: Links }) {
  return (
    <dl className={classes.tree}>
      {nodes.map((node) => (
        <div key={node.key} className={node.children.length > 0 ? classes.branch : classes.leaf}>
          <dt className={classes.label}>{node.label}</dt>
          <dd className={classes.value}>
            {node.values.map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: values of one element have no identity but their place.
              <div key={index}>
                <Value value={value} links={links} />
              </div>
            ))}
            {node.children.length > 0 ? <Branch nodes={node.children} links={links} /> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ value, links }: { value: TreeValue; links: Links }) {
  switch (value.is) {
    case 'text':
      return value.text
    case 'long':
      return <span className={classes.long}>{value.text}</span>
    case 'date':
      return <Occurrence value={value.date} show="full" />
    case 'period':
      return (
        <>
          <Occurrence value={value.from ?? null} show="full" /> to{' '}
          <Occurrence value={value.to ?? null} show="full" />
        </>
      )
    case 'code':
      return <CodedValue code={value.code} system={value.system} display={value.display} />
    case 'reference':
      return <Reference value={value} links={links} />
    case 'bytes':
      return <span className={classes.quiet}>A file of about {sizeWords(value.characters * 0.75)}</span>
    default:
      return value satisfies never
  }
}

/** A reference by the title of what it leads to; what lies in the same chart opens. */
function Reference({ value, links }: { value: Extract<TreeValue, { is: 'reference' }>; links: Links }) {
  const target = links.references.find((one) => one.reference === value.reference)
  const words = target?.title ?? value.display ?? value.reference ?? ''
  const entryId = target?.entryId
  if (entryId === null || entryId === undefined) {
    return (
      <span>
        {words}
        {target === undefined && value.reference !== undefined && !value.reference.startsWith('#') ? (
          <span className={classes.quiet}> (not in Chartroom)</span>
        ) : null}
      </span>
    )
  }
  return (
    <UnstyledButton className={classes.link} onClick={() => links.onFollow(entryId)}>
      {words}
    </UnstyledButton>
  )
}

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} bytes`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
