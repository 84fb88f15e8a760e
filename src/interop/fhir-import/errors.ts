// What imports refuse, once for each reason.
import { ChartroomError } from '../../platform/errors.ts'

export const noSuchRun = () =>
  new ChartroomError(
    'not_found',
    'interop.no_such_import',
    'There is no such import. Look at the list of imports.',
  )

export const noSuchReject = () =>
  new ChartroomError(
    'not_found',
    'interop.no_such_reject',
    'There is no such refused item. It may have been settled.',
  )

export const notReceiving = () =>
  new ChartroomError(
    'conflict',
    'interop.already_started',
    'This import has begun already, so it takes no more files. Start another one.',
  )

export const nothingToImport = () =>
  new ChartroomError(
    'invalid',
    'interop.nothing_to_import',
    'There are no files to import. Choose files or a folder.',
  )

export const noSuchPath = (path: string, cause: unknown) =>
  new ChartroomError(
    'invalid',
    'interop.no_such_path',
    `${path} can't be read. Check that it is there and that you may read it.`,
    { cause },
  )

export const interrupted = () =>
  new ChartroomError(
    'unavailable',
    'interop.interrupted',
    'This import was interrupted; it goes on by itself where it stopped.',
  )

export const doneByAnother = () =>
  new ChartroomError(
    'unavailable',
    'interop.done_by_another',
    'Another process has dealt with this file meanwhile. The import goes on with the next one.',
  )
