// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title What a diamond remembers of its functions, at the place that the reference implementations of EIP-2535 use.
library DiamondStorage {
    enum FacetCutAction {
        Add,
        Replace,
        Remove
    }

    struct FacetCut {
        address facetAddress;
        FacetCutAction action;
        bytes4[] functionSelectors;
    }

    struct Function {
        address facet;
        uint96 position;
    }

    struct Layout {
        mapping(bytes4 selector => Function) functions;
        bytes4[] selectors;
        address owner;
    }

    event DiamondCut(FacetCut[] _diamondCut, address _init, bytes _calldata);

    error DiamondCutRefused(bytes4 selector);
    error DiamondNotOwner(address caller);
    error DiamondInitFailed();

    bytes32 internal constant POSITION = keccak256("diamond.standard.diamond.storage");

    function layout() internal pure returns (Layout storage state) {
        bytes32 position = POSITION;
        assembly ("memory-safe") {
            state.slot := position
        }
    }

    /// @dev Each selector stands at its position in `selectors`; the last one takes the place of one that goes.
    function cut(FacetCut[] memory cuts, address init, bytes memory data) internal {
        Layout storage state = layout();
        for (uint256 i; i < cuts.length; ++i) {
            FacetCut memory part = cuts[i];
            bool isRemoval = part.action == FacetCutAction.Remove;
            for (uint256 j; j < part.functionSelectors.length; ++j) {
                bytes4 selector = part.functionSelectors[j];
                Function storage current = state.functions[selector];
                bool isNew = part.action == FacetCutAction.Add;
                if ((current.facet == address(0)) != isNew || current.facet == address(this)) {
                    revert DiamondCutRefused(selector);
                }
                if (isRemoval) {
                    _forget(state, selector, current.position);
                    continue;
                }
                if (part.facetAddress.code.length == 0) revert DiamondCutRefused(selector);
                if (isNew) {
                    current.position = uint96(state.selectors.length);
                    state.selectors.push(selector);
                }
                current.facet = part.facetAddress;
            }
        }
        emit DiamondCut(cuts, init, data);
        if (init == address(0)) return;
        (bool done,) = init.delegatecall(data);
        if (!done) revert DiamondInitFailed();
    }

    function _forget(Layout storage state, bytes4 selector, uint96 position) private {
        bytes4 last = state.selectors[state.selectors.length - 1];
        state.selectors[position] = last;
        state.functions[last].position = position;
        state.selectors.pop();
        delete state.functions[selector];
    }
}
