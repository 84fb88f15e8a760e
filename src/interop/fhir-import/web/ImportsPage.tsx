import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import classes from './imports.module.css'
import { NewImport } from './NewImport.tsx'
import { RecentImports } from './RecentImports.tsx'

/** Where records come in: send files, and see what became of those before. */
export function ImportsPage() {
  return (
    <>
      <PageHeader
        title="Import"
        detail="Each resource is checked, then put in its chart; what cannot be placed goes whole to the reject queue. The same file twice changes nothing."
      />
      <div className={classes.stack}>
        <NewImport />
        <RecentImports />
      </div>
    </>
  )
}
