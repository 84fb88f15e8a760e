import type { Narrative } from '@medplum/fhirtypes'

/** A small generated narrative: one paragraph, escaped. */
export function narrative(text: string): Narrative {
  const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${safe}</p></div>` }
}
