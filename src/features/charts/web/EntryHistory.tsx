import { useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { Instant } from '../../../web/ui/Dates.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { type EntryDetail, readVersionContract } from '../schemas.ts'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'
import classes from './EntryHistory.module.css'
import { parseExact } from './exact-json.ts'
import { VersionDiff } from './VersionDiff.tsx'

/** Every version with who filed it and when; choosing one shows how it differs from what stands now. */
export function EntryHistory({ entry }: { entry: EntryDetail }) {
  const past = entry.versions.filter((one) => !one.current)
  const [chosen, setChosen] = useState(past[0]?.version)
  return (
    <>
      <ol className={classes.versions} aria-label="Versions">
        {entry.versions.map((version) => (
          <li key={version.version} data-chosen={version.version === chosen ? true : undefined}>
            <button
              type="button"
              className={classes.version}
              disabled={version.current}
              aria-pressed={version.version === chosen}
              onClick={() => setChosen(version.version)}
            >
              <span className={classes.number}>Version {version.version}</span>
              {version.current ? <StatusBadge tone="good">Now</StatusBadge> : null}
              {version.late ? (
                <StatusBadge tone="warn" title="Arrived after a newer version, and became history at once.">
                  Arrived late
                </StatusBadge>
              ) : null}
              <span className={classes.filed}>
                filed <Instant value={version.filedAt} /> by {version.filedBy}
                {version.sourceUpdatedAt === null ? null : (
                  <>
                    , changed at the source <Instant value={version.sourceUpdatedAt} />
                  </>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {chosen === undefined ? (
        <p className={classes.quiet}>This is the only version that arrived.</p>
      ) : (
        <PastVersion key={chosen} entry={entry} version={chosen} />
      )}
    </>
  )
}

function PastVersion({ entry, version }: { entry: EntryDetail; version: number }) {
  const { personId } = useChart()
  const past = useContract(
    readVersionContract,
    { params: { personId, entryId: entry.entryId, version } },
    { staleMs: CHART_FRESH_MS },
  )
  return (
    <section aria-label={`Version ${version} and now`}>
      <h3 className={classes.heading}>From version {version} to now</h3>
      <QueryView query={past} label="Loading the version">
        {({ resource }) => <VersionDiff before={parseExact(resource)} after={parseExact(entry.resource)} />}
      </QueryView>
    </section>
  )
}
