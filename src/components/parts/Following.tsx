import { useEffect, useState, type ReactNode } from 'react'
import { FollowedContext } from '#store/services/context.ts'
import { createFollowers } from '#store/services/following.ts'
import { useService } from '#store/services/hooks.ts'

/** A panel that is drawn in its turn while a step is dragged; at any other time at once. */
export function Following({ children }: { readonly children: ReactNode }) {
  const follower = useService(createFollowers)
  const [{ store, follow }] = useState(follower)
  useEffect(follow, [follow])
  return <FollowedContext value={store}>{children}</FollowedContext>
}
