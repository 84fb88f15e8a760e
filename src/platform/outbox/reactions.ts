// What a higher feature does when it hears news. It may be called again for the same news, so it reads the present
// state and does nothing when all is done.
import type { PlatformDeps } from '../deps.ts'
import type { News } from './outbox.ts'

export type Reaction<Deps extends PlatformDeps = PlatformDeps> = {
  readonly topic: string
  /** `feature.when_past_tense`, stored with each delivery; never renamed once released. */
  readonly name: string
  react(deps: Deps, news: News): Promise<void>
}
