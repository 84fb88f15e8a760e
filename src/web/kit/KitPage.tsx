import { PageHeader } from '../ui/PageHeader.tsx'

export function KitPage() {
  return <PageHeader title="Parts of the desk" />
}
