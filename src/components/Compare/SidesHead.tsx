import parts from '#styles/parts.module.css'

/** The head of a table that has both sides. */
export function SidesHead() {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className={parts.sr}>What</span>
        </th>
        <th scope="col">Left</th>
        <th scope="col">
          <span className={parts.sr}>Difference</span>
        </th>
        <th scope="col">Right</th>
      </tr>
    </thead>
  )
}
