from pyscript import window
from rule import call

window.again = call
window.finish(call(window.REQUEST))
