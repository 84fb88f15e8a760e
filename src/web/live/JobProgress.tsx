import { Progress } from '../ui/Progress.tsx'
import { QueryView } from '../ui/QueryView.tsx'
import { useJob } from './use-job.ts'

export type JobProgressProps = { readonly jobId: string; readonly label: string }

/** A job's progress, live. It can be left alone: the job goes on without the page. */
export function JobProgress({ jobId, label }: JobProgressProps) {
  return (
    <QueryView query={useJob(jobId)} label={`Loading: ${label}`} lines={2}>
      {(job) => (
        <Progress
          label={label}
          done={job.done}
          total={job.total}
          state={job.state}
          sentence={job.error ?? job.sentence}
        />
      )}
    </QueryView>
  )
}
