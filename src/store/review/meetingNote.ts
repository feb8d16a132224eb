import { minutesFormat, parseMinutes, type MeetingNote } from '#formats/minutes.ts'
import type { KeyValueStore } from '../services/persistence.ts'

const key = 'review-meeting'
const none: MeetingNote = { title: '', date: '', people: [] }

/** What this browser knows of the meeting. */
export function readMeeting(keep: KeyValueStore): MeetingNote {
  const read = parseMinutes(
    `{"format":"${minutesFormat}","comments":[],"decisions":[],"meeting":${keep.read(key) ?? 'null'}}`,
  )
  return (read.ok ? read.value.meeting : undefined) ?? none
}

export const writeMeeting = (keep: KeyValueStore, meeting: MeetingNote): void =>
  keep.write(key, JSON.stringify(meeting))
