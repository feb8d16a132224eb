export function App() {
  return (
    <main>
      <h1>Aftercancel</h1>
      <p>What happens after a cancel is sent.</p>
    </main>
  )
}
