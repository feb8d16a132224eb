import parts from '#styles/parts.module.css'

const faces: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Mod: 'Ctrl',
}

/** A key as it is printed on the keyboard: `Shift+Mod+z` is three of them. */
export function Keys({ keys }: { readonly keys: string }) {
  return keys.split(/\+(?=.)/).map((key) => (
    <kbd key={key} className={parts.kbd}>
      {faces[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
    </kbd>
  ))
}
