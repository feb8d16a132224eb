import { useEffect, useState } from 'react'

/** Open, but only when the button below which it opens has the focus: that is where the focus goes back to. */
export function useOpenSoon(): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOpen(true))
    return () => clearTimeout(timer)
  }, [])
  return [isOpen, setOpen]
}
