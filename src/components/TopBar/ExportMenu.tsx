import { exportForms, type ExportForm } from '#store/files/exportForms.ts'
import { usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { SaveIcon } from '../parts/icons.tsx'
import { Menu } from '../popups/Menu.tsx'
import styles from './TopBar.module.css'

const face = (
  <>
    <SaveIcon />
    <span className={styles.copy}>Export</span>
  </>
)
const sections = [{ title: '', options: exportForms.map(({ id, title }) => ({ id, title })) }]

/** The run that one sees, to be taken away in one of several forms. */
export function ExportMenu() {
  const { save } = usePage()
  return (
    <Menu
      face={face}
      name="Export the run"
      className={parts.btn}
      isAtEnd
      sections={sections}
      onAction={(form) => save(form as ExportForm)}
    />
  )
}
