// The time zone in which this desk writes instants: the facility's, not the computer's.
import { createContext, useContext } from 'react'

export const FacilityTimeZone = createContext<string>(Intl.DateTimeFormat().resolvedOptions().timeZone)

export function useFacilityTimeZone(): string {
  return useContext(FacilityTimeZone)
}
