import { useState } from 'react'
import { exportForms, usualPicture, type ExportForm, type PictureOptions } from '#store/files/exportForms.ts'
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
const nextTheme = { page: 'light', light: 'dark', dark: 'page' } as const
const themeWords = { page: 'as the page', light: 'light', dark: 'dark' } as const

/** The run that one sees, to be taken away in one of several forms. */
export function ExportMenu() {
  const { save } = usePage()
  const [picture, setPicture] = useState<PictureOptions>(usualPicture)
  const sections = [
    { title: '', options: exportForms.map(({ id, title }) => ({ id, title })) },
    {
      title: 'In pictures',
      options: [
        { id: 'theme', title: `Colours: ${themeWords[picture.theme]}` },
        { id: 'ribbon', title: `Ribbon: ${picture.hasRibbon ? 'yes' : 'no'}` },
      ],
    },
  ]
  const act = (id: string): void => {
    if (id === 'theme') setPicture({ ...picture, theme: nextTheme[picture.theme] })
    else if (id === 'ribbon') setPicture({ ...picture, hasRibbon: !picture.hasRibbon })
    else save(id as ExportForm, picture)
  }
  return <Menu face={face} name="Export the run" className={parts.btn} isAtEnd sections={sections} onAction={act} />
}
