/* operations.cancel written by hand for spin, as an outside check of how many worlds there are: one count, two cancels and a
   delete, the raw client, every choice at its default, no faults. Each option is one step of ours: a command, a delivery, a timer. */

mtype = { idle, starting, asking, waiting, settled, gone };                 /* client, watch */
mtype = { none, asked, acknowledged, refused };                             /* client, cancel */
mtype = { absent, running, cancelling, succeeded, cancelled, deleted };     /* record */
mtype = { queued, undisturbed, told, ended };                               /* worker */
mtype = { COUNT, GET, CANCEL, DELETE };                                     /* messages, both ways */

mtype watch = idle, cancelState = none, record = absent, worker = queued;
bit named = 0, counted = 0, deletes = 0;
byte cancels = 0;

/* Kind; which cancel; and in answers the state of the record that they were made in (the clauses that they cite differ by it). */
chan toFront = [8] of { mtype, byte };
chan toClient = [8] of { mtype, byte, mtype };

byte which; mtype kind, said;

active proctype world() {
  do
  :: d_step { counted == 0 -> counted = 1; watch = starting; toFront!COUNT(0) }
  :: d_step { cancels < 2 -> cancels++;
       if :: named -> cancelState = asked; toFront!CANCEL(cancels)
          :: else -> cancelState = refused fi }
  :: d_step { deletes == 0 -> deletes = 1;
       if :: named -> toFront!DELETE(0)
          :: else -> skip fi }

  /* The front takes the next request. */
  :: d_step { len(toFront) > 0 -> toFront?kind,which;
       if
       :: kind == COUNT -> record = running; worker = undisturbed; toClient!COUNT(0, running)
       :: kind == GET -> toClient!GET(0, record)
       :: kind == CANCEL -> said = record;
            if :: record == running -> record = cancelling; worker = told
               :: record == succeeded || record == cancelled -> said = settled  /* both answers cite the same */
               :: else -> skip fi;
            toClient!CANCEL(which, said)
       :: kind == DELETE -> record = deleted; toClient!DELETE(0, deleted)
       fi; kind = 0; which = 0; said = 0 }

  /* The client takes the next answer. */
  :: d_step { len(toClient) > 0 -> toClient?kind,which,said;
       if
       :: kind == COUNT -> named = 1; watch = asking; toFront!GET(0)
       :: kind == GET ->
            if :: said == succeeded || said == cancelled -> watch = settled
               :: said == deleted -> watch = gone
               :: else -> watch = waiting fi
       :: kind == CANCEL ->
            if :: said == deleted -> cancelState = refused
               :: else -> cancelState = acknowledged fi
       :: kind == DELETE -> skip
       fi; kind = 0; which = 0; said = 0 }

  /* Timers. */
  :: d_step { watch == waiting -> watch = asking; toFront!GET(0) }
  :: d_step { worker == undisturbed || worker == told -> worker = ended;
       if :: record == running || record == cancelling -> record = succeeded
          :: else -> skip fi }
  :: d_step { worker == told -> worker = ended;
       if :: record == cancelling -> record = cancelled
          :: else -> skip fi }
  od
}
