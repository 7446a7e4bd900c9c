//! Why an extractor gives no value.

use crate::problem::{ApiError, Faults, Place, Problem};

/// Why an extractor gives no value: something is missing, something is wrong, or the request is refused.
///
/// Faults of a request's shape are gathered with those of the other arguments; a refusal is an answer of its own.
#[derive(Debug, Clone)]
pub struct Rejection {
    absent: bool,
    answer: Answer,
}

#[derive(Debug, Clone)]
enum Answer {
    Faults(Faults),
    Problem(Box<Problem>),
}

impl Rejection {
    /// Nothing was given: `Option<T>` becomes `None`, and where the value is required the answer is `error`.
    pub fn absent(error: impl ApiError) -> Self {
        Self { absent: true, answer: Answer::Problem(Box::new(error.into_problem())) }
    }

    /// The request's shape is wrong. Where all that is wrong is that something is missing, this counts as absent.
    pub fn faults(faults: Faults) -> Self {
        Self { absent: faults.iter().all(|fault| fault.code == "required"), answer: Answer::Faults(faults) }
    }

    /// The request is refused with this answer.
    pub fn refused(error: impl ApiError) -> Self {
        Self { absent: false, answer: Answer::Problem(Box::new(error.into_problem())) }
    }

    /// Whether all that is wrong is that nothing was given.
    pub fn is_absent(&self) -> bool {
        self.absent
    }

    /// Of an extractor that tells who is calling: credentials that are missing are a 401.
    pub(crate) fn unauthenticated(mut self, challenge: Option<&'static str>) -> Self {
        if let Answer::Faults(faults) = &mut self.answer {
            faults.for_each_mut(|fault| {
                let credentials = matches!(fault.place, Place::Header | Place::Cookie) && fault.code == "required";
                if credentials && fault.status.is_none() {
                    fault.status = Some(401);
                }
            });
        }
        self.challenged(challenge)
    }

    /// A 401 that does not say how to authenticate says it by the scheme whose credentials were read.
    pub(crate) fn challenged(mut self, challenge: Option<&'static str>) -> Self {
        if let (Answer::Problem(problem), Some(challenge)) = (&mut self.answer, challenge) {
            problem.challenge(challenge);
        }
        self
    }

    /// The faults, or the answer that refuses.
    pub(crate) fn split(self) -> Result<Faults, Box<Problem>> {
        match self.answer {
            Answer::Faults(faults) => Ok(faults),
            Answer::Problem(problem) => Err(problem),
        }
    }
}

impl<E: ApiError> From<E> for Rejection {
    fn from(error: E) -> Self {
        Self::refused(error)
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        match rejection.split() {
            Ok(faults) => Problem::from_faults(faults),
            Err(problem) => *problem,
        }
    }
}
