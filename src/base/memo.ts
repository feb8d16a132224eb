/** Functions that compute once what follows from their argument alone. */

/** Remembers the result for each object, as long as the object lives. */
export function byObject<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly result: T }>()
  return (key) => {
    let entry = known.get(key)
    if (entry === undefined) known.set(key, (entry = { result: make(key) }))
    return entry.result
  }
}

/** Remembers the result for each value: for those of which there are few. Inside of `byObject` it is forgotten with the object. */
export function byValue<K, T>(make: (key: K) => T): (key: K) => T {
  const known = new Map<K, { readonly result: T }>()
  return (key) => {
    let entry = known.get(key)
    if (entry === undefined) known.set(key, (entry = { result: make(key) }))
    return entry.result
  }
}
