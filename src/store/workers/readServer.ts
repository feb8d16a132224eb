import { err, ok, type Result } from '#base/result.ts'
import { isRecordingFile, parseRecordingFile, type NamedRecording } from '#formats/recordingFile.ts'
import { openRecording, recordingBytesMax } from '#formats/recognise.ts'
import type { Work } from './jobs.ts'

/** A file to be read as a recording. */
export interface ReadTask {
  readonly name: string
  readonly source: Blob
}

/** Reads a file; what is told on the way is the part that is done, from 0 to 1. */
export const readWork: Work<ReadTask, number, Result<NamedRecording>> = async function* ({ name, source }, isDue) {
  if (source.size > recordingBytesMax) return err('the file is larger than 20 MiB')
  yield 0
  if (isRecordingFile(await source.slice(0, 200).text())) return parseRecordingFile(await source.text())
  const reading = openRecording(new Uint8Array(await source.arrayBuffer()), { name })
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value.ok ? ok({ name, opened: step.value.value }) : step.value
    if (isDue()) yield step.value
  }
}
