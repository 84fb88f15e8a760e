// What verify finds, in words. A break names the first place where the trail is not what was sealed and signed.
export type BreakKind =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'reordered'
  | 'seal_edited'
  | 'seal_missing'
  | 'chain_rewritten'
  | 'tail_cut'
  | 'checkpoint_edited'
  | 'checkpoint_missing'
  | 'checkpoint_forged'

export type Break = {
  readonly kind: BreakKind
  readonly eventId?: number
  readonly seal?: number
  readonly checkpoint?: number
  readonly sentence: string
}

export function eventBreak(
  kind: 'edited' | 'deleted' | 'inserted' | 'reordered',
  eventId: number,
  seal?: number,
): Break {
  const what = {
    edited: `Event ${eventId} was changed after it was sealed.`,
    deleted: `Event ${eventId} was deleted after it was sealed.`,
    inserted: `Event ${eventId} was slipped in: it was not there when its transaction's events were sealed.`,
    reordered: `Event ${eventId} no longer stands where it was sealed: events were renumbered or moved.`,
  }
  return { kind, eventId, ...(seal === undefined ? {} : { seal }), sentence: what[kind] }
}

export function sealBreak(
  kind: 'seal_edited' | 'seal_missing' | 'chain_rewritten' | 'tail_cut' | 'inserted',
  seal: number,
): Break {
  const what = {
    seal_edited: `Seal ${seal} was changed: it is no longer what it was when it was made.`,
    seal_missing: `Seal ${seal} is missing from the middle of the chain.`,
    chain_rewritten: `Seal ${seal} is not the one that was signed: the trail up to it was rewritten.`,
    tail_cut: `The trail ends before seal ${seal}, which was signed: its end was cut off.`,
    inserted: `Seal ${seal} holds an event that claims to be older than its transaction: it was slipped in later.`,
  }
  return { kind, seal, sentence: what[kind] }
}

export function checkpointBreak(
  kind: 'checkpoint_edited' | 'checkpoint_missing' | 'checkpoint_forged',
  checkpoint: number,
  where: string,
): Break {
  const what = {
    checkpoint_edited: `Checkpoint ${checkpoint} (${where}) was changed after it was written.`,
    checkpoint_missing: `Checkpoint ${checkpoint} (${where}) is missing: the checkpoint files were cut.`,
    checkpoint_forged: `Checkpoint ${checkpoint} (${where}) does not carry a good signature of this installation.`,
  }
  return { kind, checkpoint, sentence: what[kind] }
}
