"""A package, so that the folder `bulletin` of the tests does not hide the package `bulletin`."""
