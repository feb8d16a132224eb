import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useActions } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { CloseIcon } from '../parts/icons.tsx'
import styles from './Sheets.module.css'

interface Props {
  readonly title: ReactNode
  /** How wide: a list, a text, or something drawn. */
  readonly width: 'narrow' | 'text' | 'wide'
  readonly children: ReactNode
}

/** A dialog over the page. Escape, a press beside it, and its button close it; the focus goes back to where it came from. */
export function SheetFrame({ title, width, children }: Props) {
  const { openSheet } = useActions()
  return (
    <ModalOverlay
      className={css(styles.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) openSheet(null)
      }}
    >
      <Modal className={css(styles.modal)} data-width={width}>
        <Dialog className={css(styles.dialog)}>
          <header className={styles.head}>
            <Heading slot="title">{title}</Heading>
            <button
              type="button"
              className={css(parts.btn, parts.icon, parts.quiet)}
              aria-label="Close"
              onClick={() => openSheet(null)}
            >
              <CloseIcon />
            </button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
