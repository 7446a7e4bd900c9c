//! A case: something that is done over and over, made ready beforehand so that nothing but it is counted.

/// A named operation.
pub struct Case {
    /// Such as `json/out/100-items`.
    pub name: String,
    operations: usize,
    prepare: Box<Prepare>,
}

type Operation = Box<dyn FnMut()>;
type Prepare = dyn Fn(usize) -> Operation + Send + Sync;

impl Case {
    /// `prepare` makes ready all that so many operations need, and the operation.
    pub fn new<O>(name: impl Into<String>, prepare: impl Fn(usize) -> O + Send + Sync + 'static) -> Self
    where
        O: FnMut() + 'static,
    {
        Self { name: name.into(), operations: 64, prepare: Box::new(move |operations| Box::new(prepare(operations))) }
    }

    /// Counts so many operations; 64 unless set.
    #[must_use]
    pub fn times(mut self, operations: usize) -> Self {
        self.operations = operations;
        self
    }

    /// How many operations are counted.
    pub fn operations(&self) -> usize {
        self.operations
    }

    /// Runs the case; a profiler counts within the second call of [`COUNTED`].
    pub(crate) fn run(&self) {
        let mut operation = (self.prepare)(2 * self.operations);
        counted(&mut *operation, self.operations);
        counted(&mut *operation, self.operations);
    }
}

/// The name of the function that has the counted operations in it, as a profiler knows it.
pub(crate) const COUNTED: &str = "micro::case::counted";

#[inline(never)]
fn counted(operation: &mut dyn FnMut(), operations: usize) {
    for _ in 0..operations {
        operation();
    }
}
