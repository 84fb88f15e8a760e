// News about the session that any call may bring: locked, signed out, unlocked. The shell listens.
export type SessionNews = 'locked' | 'signed_out' | 'unlocked'

const listeners = new Set<(news: SessionNews) => void>()

export function onSessionNews(listener: (news: SessionNews) => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function announce(news: SessionNews): void {
  for (const listener of [...listeners]) listener(news)
}

export const announceLocked = (): void => announce('locked')
export const announceSignedOut = (): void => announce('signed_out')
export const announceUnlocked = (): void => announce('unlocked')
