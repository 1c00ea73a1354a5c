from pyscript import window

from calculators import call

window.again = call
window.finish(call(window.REQUEST))
