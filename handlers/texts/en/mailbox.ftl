mailbox-ask = **Mailbox**
    Type the 18-digit code you noted when you reported. The message with the code is deleted at once where the app allows it.
    If the code is lost, the report is dealt with all the same; to add something, send a new report.
mailbox-link = More private mailbox page
mailbox-page-only = Do not type the code into this chat. Please open the mailbox on the web page.
mailbox-hotlines-only = Do not type the code into this chat: the mailbox cannot be opened here. If it is urgent, please call.
mailbox-typo = The code is mistyped. It has 18 digits; please check each one and type it again.
mailbox-unknown = No mailbox opens with this code. A mailbox is gone for good 90 days after its case was closed at the latest. Please check the code.
mailbox-busy = Many people are opening mailboxes. Please type the code again in { $seconds } seconds.
mailbox-slowly = You have just tried codes several times. Please type the code again in { $seconds } seconds.
mailbox-status = **Your report: { $status }**
status-received = Received
status-checking = Being checked
status-needs-information = More information needed
status-finished = Finished
mailbox-next-received = No officer has taken it yet. Please open the mailbox again in a few days.
mailbox-next-checking = Officers are checking discreetly. If you remember more, you can add it.
mailbox-next-needs-information = The officers are waiting for your answer. You need not answer.
mailbox-next-finished = The mailbox stays open for at most 90 days after the case was closed.
mailbox-question = The officer asks:
mailbox-question-answered = You answered the question:
mailbox-closed-on = Closed on { $date }.
mailbox-photos = { $count } pictures received.
mailbox-answer = Answer or add
mailbox-reopen = Ask to look again
mailbox-why = Why should it be looked at again? Please write one message. A case can be reopened once.
mailbox-write = **Write your answer.**
    Each message and picture is locked and sent to the officers at once. Do not write what tells who you are. When finished, press “Done”.
mailbox-sent = Sent to the officers. Thank you. Write more, send pictures, or press “Done”.
mailbox-done = Done
mailbox-full = This mailbox holds many additions already. If there is something new, please send a new report.
mailbox-finished = The case is closed, so nothing can be added.
mailbox-not-sent = It could not be sent, and nothing was stored. Please send it again in a few minutes.
mailbox-reopened = Sent. The case is open again. The old code still works.
mailbox-closed = The mailbox is closed. The old code opens it again.
mailbox-closed-sent = Sent, and the mailbox is closed. The old code still works.
