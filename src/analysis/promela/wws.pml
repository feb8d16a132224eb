/* WsRegisterOperationForCancel written by hand for spin, as an outside check of how many worlds there are: one call and two aborts
   of the host; the operation registers once, works, and cooperates. Each option is one step of ours: a command, a delivery, a timer. */

mtype = { hostOpen, hostFaulted };
mtype = { nobody, calling, answered, disconnected };                       /* client */
mtype = { noChannel, open, faulted, refused, closed };                     /* channel */
mtype = { undecided, decided, notified };                                  /* call, cancellation */
mtype = { notDispatched, entered, registering, working, told, returned };  /* operation */
mtype = { Reply, Gone, GoneOnArrival };

mtype host = hostOpen, client = nobody, channel = noChannel, cancellation = undecided, operation = notDispatched;
bit called = 0, request = 0;
byte aborts = 0;
chan toClient = [4] of { mtype };
mtype answer;

inline complete() {
  operation = returned; cancellation = undecided;
  if :: channel == open -> channel = closed; toClient!Reply
     :: else -> skip fi
}

active proctype world() {
  do
  :: d_step { called == 0 -> called = 1; client = calling; request = 1;
       if :: host == hostOpen -> channel = open
          :: else -> skip fi }
  :: d_step { aborts < 2 -> aborts++;
       if :: host == hostOpen -> host = hostFaulted;
            if :: channel == open -> channel = faulted; toClient!Gone
               :: else -> skip fi;
            if :: operation == entered || operation == registering -> cancellation = decided
               :: operation == working -> cancellation = notified; operation = told
               :: else -> skip fi
          :: else -> skip fi }

  /* The request arrives. */
  :: d_step { request -> request = 0;
       if :: channel == noChannel -> channel = refused; toClient!GoneOnArrival
          :: channel == open -> operation = entered
          :: else -> skip fi }
  :: d_step { len(toClient) > 0 -> toClient?answer;
       if :: answer == Reply -> client = answered
          :: else -> client = disconnected fi;
       answer = 0 }

  /* Timers: it registers, the registering call returns, it reacts, its work is done. */
  :: d_step { operation == entered -> operation = registering }
  :: d_step { operation == registering ->
       if :: cancellation == decided -> cancellation = notified; operation = told
          :: else -> operation = working fi }
  :: d_step { operation == told -> complete() }
  :: d_step { operation == working || operation == told -> complete() }
  od
}
