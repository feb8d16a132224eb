import { newStep, specificationFor } from '#store/lab/derived.ts'
import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import type { Command } from '#store/lab/types.ts'
import { Menu } from '../popups/Menu.tsx'
import styles from './ScenarioPanel.module.css'

const kinds: readonly (readonly [Command['kind'], string])[] = [
  ['call', 'Calls of the client'],
  ['environment', 'The world'],
  ['fault', 'Faults'],
]

/** Adds a command at the playhead. */
export function AddCommand() {
  const { model } = useLab((state) => specificationFor(state.scenario))
  const lab = useLabStore()
  const { addStep } = useActions()
  const commands = Object.entries(model.commands)
  const sections = kinds
    .map(([kind, title]) => ({
      title,
      options: commands
        .filter(([, command]) => command.kind === kind)
        .map(([id, command]) => ({ id, title: command.title, says: command.says })),
    }))
    .filter(({ options }) => options.length > 0)
  return (
    <Menu
      face="Add a command"
      name="Commands, added at the playhead"
      className={styles.add}
      sections={sections}
      onAction={(name) => addStep(newStep(model, name, lab.getState().playhead))}
    />
  )
}
